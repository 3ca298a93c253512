import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        test: {
          name: 'stack',
          include: ['test/{contract,integration,chaos}/**/*.test.ts'],
          globalSetup: ['test/support/start-test-postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'worker',
          include: ['test/{worker,browser}/**/*.test.ts'],
          globalSetup: ['test/support/start-test-stack.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
