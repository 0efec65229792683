# Reads every table of a release with R; prints path and rows.
arguments <- commandArgs(trailingOnly = TRUE)
for (path in arguments[-1]) {
  rows <- read.csv(file.path(arguments[1], path), encoding = "UTF-8", check.names = FALSE)
  cat(path, nrow(rows), "\n", sep = "\t")
}
