/** Names of technologies that postings use; those that are common words count only as they are usually written. */
const NAMES =
  'python sql dbt spark kafka airflow snowflake bigquery redshift databricks postgres postgresql mysql mongodb redis elasticsearch kubernetes docker terraform ansible aws gcp azure typescript javascript react vue angular svelte node.js nodejs next.js deno java kotlin scala rust golang c++ c# .net php laravel symfony ruby rails django flask fastapi graphql grpc linux tableau looker power bi pandas numpy pytorch tensorflow scikit-learn machine learning deep learning nlp llm mlops devops gitlab jenkins salesforce hubspot sap figma swift ios android flutter matlab fortran dagster prefect fivetran clickhouse duckdb timescaledb flink beam hadoop'.split(
    ' ',
  )
const PAIRS = ['power bi', 'machine learning', 'deep learning']
const VOCABULARY = [...NAMES.filter((name) => !PAIRS.some((pair) => pair.split(' ').includes(name))), ...PAIRS]
const CASED: [pattern: RegExp, name: string][] = [
  [/\bGo\b(?=[,;/)\s]*(?:and|or|,|\/|\)|Python|Rust|Java|Kubernetes|developer|engineer))/, 'golang'],
  [/(?<![\w.+#-])R(?=\s*(?:,|\/|and|or|\)))/, 'r'],
]
const SAME: Record<string, string> = { postgresql: 'postgres', nodejs: 'node.js' }

const quoted = (name: string) => name.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')
const PATTERN = new RegExp(`(?<![\\w.])(?:${VOCABULARY.map(quoted).join('|')})(?![\\w+#])`, 'gi')

/** The technologies a text names, folded, each once. */
export function technologiesIn(text: string): string[] {
  const found = [...text.matchAll(PATTERN)].map(([name]) => name.toLowerCase())
  const cased = CASED.flatMap(([pattern, name]) => (pattern.test(text) ? [name] : []))
  return [...new Set([...found.map((name) => SAME[name] ?? name), ...cased])]
}
