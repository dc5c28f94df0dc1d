"""What PowerShell has typed to what it may become: its script, and our half of the talk.

https://learn.microsoft.com/powershell/module/microsoft.powershell.core/register-argumentcompleter.
The script gives the words before the cursor in COMP_WORDS, one a line, and what is half typed in
COMP_CWORD; it is given a line for each completion. No PowerShell has run it here: what is tested is
this program's half.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from click.shell_completion import ShellComplete, add_completion_class

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# Files are left to PowerShell, which offers them where a completer offers nothing.
_SCRIPT = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $_.Value
            } else {
                $_.Extent.Text
            }
        })
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
        $env:PYTHONIOENCODING = 'utf-8'
        $env:COMP_WORDS = $words -join "`n"
        $env:COMP_CWORD = $wordToComplete
        $env:%(complete_var)s = 'powershell_complete'
        $lines = @(& %(prog_name)s)
    } finally {
        [Console]::OutputEncoding = $encoding
        foreach ($name in 'PYTHONIOENCODING', 'COMP_WORDS', 'COMP_CWORD', '%(complete_var)s') {
            Remove-Item -Path "Env:$name" -ErrorAction SilentlyContinue
        }
    }
    foreach ($line in $lines) {
        $type, $value, $help = $line -split "`t", 3
        if ($type -ne 'plain') { continue }
        $text = $value
        if ($value -match '[^\\w@%%+=:,./-]') { $text = "'" + $value.Replace("'", "''") + "'" }
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $help)
    }
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for PowerShell 5.1 and later."""

    name = "powershell"
    source_template = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is half typed, and that one without its quotes."""
        words = os.environ.get("COMP_WORDS", "").splitlines()
        return words[1:], os.environ.get("COMP_CWORD", "").strip("'\"")

    def format_completion(self, item: CompletionItem) -> str:
        """A line: type, value and help, between tabs."""
        facts = (item.type, str(item.value), item.help or "")
        return "\t".join(" ".join(fact.split()) for fact in facts)


def register() -> None:
    """Let click know the shell."""
    add_completion_class(PowerShellComplete)
