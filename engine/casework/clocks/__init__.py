"""Legal terms as pure functions over dated events: no clock of the machine, no database."""
