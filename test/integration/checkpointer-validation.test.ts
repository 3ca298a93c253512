import { deltaChannelHistoryTests, validate } from '@langchain/langgraph-checkpoint-validation'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NeonCheckpointSaver } from '../../src/agent/checkpointer/neon-checkpoint-saver.ts'
import { openRunDatabase, type RunDatabase } from '../support/open-run-database.ts'

// the suite is written for vitest's globals
Object.assign(globalThis, { describe, it, expect, beforeAll, afterAll, beforeEach, afterEach })

let database: RunDatabase
beforeAll(async () => {
  database = await openRunDatabase()
})
afterAll(() => database.close())

const initializer = {
  checkpointerName: 'NeonCheckpointSaver',
  createCheckpointer: () => new NeonCheckpointSaver({ sql: database.sql }),
  destroyCheckpointer: async () => {
    await database.admin.query('truncate checkpoints, checkpoint_blobs, checkpoint_writes')
  },
}

validate(initializer)
deltaChannelHistoryTests(initializer)
