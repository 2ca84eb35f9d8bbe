//! Bytes become reports.
