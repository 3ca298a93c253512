/** `Data_Provenance`, `DataProvenance` and `data_provenance` are one table to the people who write about it. */
export const foldTableName = (name: string) => name.toLowerCase().replaceAll('_', '')
