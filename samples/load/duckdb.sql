-- Parquet in DuckDB: who did what to whom, each pair of countries by itself.
SELECT s.country AS source, t.country AS target, count(*) AS deeds, round(avg(goldstein), 2) AS goldstein
FROM 'events.parquet', unnest(source) AS a(s), unnest(target) AS b(t)
WHERE done AND s.country <> t.country
GROUP BY ALL ORDER BY ALL;

-- GDELT's form, whose columns have names in the other file.
SET VARIABLE columns = (SELECT list(name) FROM read_csv('samples/load/gdelt-events.columns', header = false, names = ['name']));
SELECT SQLDATE, Actor1Name, EventCode, Actor2Name, ActionGeo_FullName
FROM read_csv('events.export.CSV', delim = '\t', quote = '', header = false, all_varchar = true, names = getvariable('columns'))
WHERE ActionGeo_Type <> '0' ORDER BY ALL;
