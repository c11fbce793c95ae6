# GDELT's form in R: conflict and cooperation of each pair.
columns <- readLines("samples/load/gdelt-events.columns")
codes <- columns[endsWith(columns, "Code")] # 042 is no number
events <- read.delim("events.export.CSV", header = FALSE, col.names = columns, quote = "", na.strings = "",
                     colClasses = setNames(rep("character", length(codes)), codes), encoding = "UTF-8")
events$kind <- ifelse(events$QuadClass < 3, "cooperation", "conflict")
print(table(paste(events$Actor1CountryCode, "->", events$Actor2CountryCode), events$kind))
