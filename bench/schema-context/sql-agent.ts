/**
 * What LangChain's SQL agent tells a model, in its own format: `SqlDatabase.getTableInfo` with the three sample rows that
 * are its default, the prefix of `createSqlAgent`, and the four tools of `SqlToolkit`.
 */
import type pg from 'pg'

export const sqlAgentPrompt = `You are an agent designed to interact with a SQL database.
Given an input question, create a syntactically correct postgres query to run, then look at the results of the query and return the answer.
Unless the user specifies a specific number of examples they wish to obtain, always limit your query to at most 10 results using the LIMIT clause.
You can order the results by a relevant column to return the most interesting examples in the database.
Never query for all the columns from a specific table, only ask for a the few relevant columns given the question.
You have access to tools for interacting with the database.
Only use the below tools. Only use the information returned by the below tools to construct your final answer.
You MUST double check your query before executing it. If you get an error while executing a query, rewrite the query and try again.

DO NOT make any DML statements (INSERT, UPDATE, DELETE, DROP etc.) to the database.

If the question does not seem related to the database, just return "I don't know" as the answer.`

const tool = (name: string, description: string) => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties: { input: { type: 'string' } }, additionalProperties: false },
  },
})

export const SQL_AGENT_TOOLS = [
  tool(
    'query-sql',
    'Input to this tool is a detailed and correct SQL query, output is a result from the database. If the query is not correct, an error message will be returned. If an error is returned, rewrite the query, check the query, and try again.',
  ),
  tool(
    'info-sql',
    'Input to this tool is a comma-separated list of tables, output is the schema and sample rows for those tables. Be sure that the tables actually exist by calling list-tables-sql first! Example Input: "table1, table2, table3".',
  ),
  tool('list-tables-sql', 'Input is an empty string, output is a comma-separated list of tables in the database.'),
  tool(
    'query-checker',
    'Use this tool to double check if your query is correct before executing it. Always use this tool before executing a query with query-sql!',
  ),
]

/** The tables as the agent reads them before it can write a query: columns, and three rows of each. */
export async function describeTables(admin: pg.Pool, tables: string[]): Promise<string> {
  const described: string[] = []
  for (const table of tables) {
    const { rows: columns } = await admin.query(
      `select column_name as name, data_type as type, is_nullable = 'YES' as nullable from information_schema.columns
       where table_schema = 'public' and table_name = $1 order by ordinal_position`,
      [table],
    )
    const { rows } = await admin.query({ text: `select * from public."${table}" limit 3`, rowMode: 'array' })
    const list = columns.map(({ name, type, nullable }) => `${name} ${type} ${nullable ? '' : 'NOT NULL'}`).join(', ')
    const names = columns.map(({ name }) => ` ${name}`).join('')
    const samples = (rows as unknown as unknown[][])
      .map((row) => `${row.map((value) => ` ${value}`).join('')}\n`)
      .join('')
    described.push(
      `CREATE TABLE "public"."${table}" (\n${list}) \nSELECT * FROM "public"."${table}" LIMIT 3;\n${names}\n${samples}`,
    )
  }
  return described.join('')
}
