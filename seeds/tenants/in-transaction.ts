import pg from 'pg'
import { AppError, unavailable } from '../../src/errors.ts'
import { refuseRemote } from './refuse-remote.ts'

interface ConnectionOptions {
  /** Whether the database may be on another machine. */
  allowRemote: boolean
}

const UNDEFINED_TABLE = '42P01'

/** Runs the work in one transaction on a connection of its own. @throws AppError when the database is refused, does not answer or has no tables */
export async function inTransaction<T>(
  databaseUrl: string,
  { allowRemote }: ConnectionOptions,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  if (!allowRemote) refuseRemote(client)
  try {
    await client.connect()
  } catch (error) {
    throw unavailable(`The database of DATABASE_URL does not answer: ${reason(error)}.`, error)
  }
  try {
    await client.query('begin')
    const answer = await work(client)
    await client.query('commit')
    return answer
  } catch (error) {
    if ((error as pg.DatabaseError).code !== UNDEFINED_TABLE) throw error
    throw new AppError('conflict', 'The database has no tables yet: run "npm run db:migrate" first.', { cause: error })
  } finally {
    // ends the transaction, too, where the work failed
    await client.end()
  }
}

// a host with several addresses fails with several errors in one that says nothing
const reason = (error: unknown) =>
  (error instanceof AggregateError ? error.errors : [error]).map((one: Error) => one.message).join(', ')
