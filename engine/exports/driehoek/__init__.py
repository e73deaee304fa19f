"""The paper for the driehoek as data: thirteen sections, a compartment per recipient."""
