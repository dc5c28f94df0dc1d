"""The commands, one small file each: parse arguments, call one function, show the result."""
