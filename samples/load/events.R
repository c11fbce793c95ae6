# CSV in R: what is done, meant and denied.
events <- read.csv("events.csv", na.strings = "", colClasses = c(cameo = "character"), encoding = "UTF-8")
events$from <- as.Date(events$from)
print(table(events$type, events$status))
print(range(events$from[events$status == "occurred"], na.rm = TRUE))
