"""Readers behind `vth_powerbrowser` and `vth_decos`: answers of case systems as files."""
