"""The store's answers for a language model, over the Model Context Protocol; nothing is written.

marking: text from feeds, set apart as untrusted
stories: stories, explanations and trends to answers of bounded length
answers: each question that can be asked, from a ``Setup`` to its answer
server: the questions as tools on stdin and stdout; the only user of the SDK
"""
