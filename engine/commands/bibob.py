"""`dijkwacht bibob`: everything a Bibob officer does in a file, and its clocks."""

from engine.commands import lazy

COMMANDS = {
    "hooks": ("bibob_registers", "hooks"),
    "registers": ("bibob_registers", "registers"),
    "open": ("bibob_files", "open_"),
    "list": ("bibob_files", "list_"),
    "show": ("bibob_files", "show"),
    "clocks": ("bibob_files", "clocks"),
    "report": ("bibob_files", "report"),
    "advance": ("bibob_files", "advance"),
    "hook": ("bibob_files", "hook"),
    "due": ("bibob_files", "due"),
    "destroy": ("bibob_files", "destroy"),
    "party": ("bibob_records", "party"),
    "question": ("bibob_records", "question"),
    "refuse-form": ("bibob_records", "refuse_form"),
    "source": ("bibob_records", "source"),
    "relation": ("bibob_records", "relation"),
    "fact": ("bibob_records", "fact"),
    "financing": ("bibob_records", "financing"),
    "event": ("bibob_records", "event"),
    "withdraw": ("bibob_records", "withdraw"),
    "refusal": ("bibob_decisions", "refusal"),
    "ground": ("bibob_decisions", "ground"),
    "advice": ("bibob_decisions", "advice"),
    "conclude": ("bibob_decisions", "conclude"),
    "statement": ("bibob_decisions", "statement"),
    "decide": ("bibob_decisions", "decide"),
    "notify": ("bibob_decisions", "notify"),
}

app = lazy.group(COMMANDS, text="Bibob files: hook, investigation, decision and legal clocks.")
