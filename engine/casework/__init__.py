"""What people decided: users, judgements and the audit chain."""
