"""Figures of areas: key figures of CBS and open police figures, from files and over the network."""
