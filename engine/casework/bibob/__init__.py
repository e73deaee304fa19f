"""The Bibob file: hook, steps, questionnaire, relations, facts, grounds, decision and clocks."""
