"""Spreadsheets as they are kept (XLSX): read in a process of its own, a cell by its value."""
