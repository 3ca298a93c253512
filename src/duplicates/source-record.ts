/** A record as it is written: our column names, any of them missing. */
export type SourceRecord = Record<string, unknown>
