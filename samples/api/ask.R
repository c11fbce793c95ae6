# Asks a dragoman server, with nothing but base R: Rscript ask.R [ADDRESS]
at <- c(commandArgs(trailingOnly = TRUE), "http://127.0.0.1:8080")[1]
ask <- function(path, ...) {
  query <- c(..., format = "csv")
  query <- paste(names(query), vapply(query, URLencode, "", reserved = TRUE), sep = "=", collapse = "&")
  read.csv(paste0(at, path, "?", query), encoding = "UTF-8")
}

events <- ask("/v1/export", actor = "Turkey")
print(table(events$type, events$status))

pairs <- ask("/v1/matrix")
print(head(pairs[c("source", "target", "cooperation", "conflict")], 3), row.names = FALSE)
