/** The path of a file on the network as DuckDB writes it (`s3a://` is `s3://`); undefined for one of this machine. */
export function remotePath(path: string): string | undefined {
  const scheme = /^(s3[an]?|gs|gcs|r2|https?|hf|az|azure|abfss?|hdfs|dbfs):\/\//i.exec(path)?.[1]?.toLowerCase();
  return scheme === undefined ? undefined : path.replace(/^s3[an]:/i, 's3:');
}
