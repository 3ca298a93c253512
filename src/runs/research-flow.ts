import { z } from 'zod'

const Research = z.object({
  parallelism: z.int().min(1).max(100).default(10),
  rate_per_second: z.int().min(1).max(1_000).optional(),
})

/** How a tenant's jobs share the queue: how many at once, how many per second. What is set wrongly counts as not set. */
export function researchFlow(tenantId: number, settings: Record<string, unknown> | null) {
  const { parallelism, rate_per_second } = Research.safeParse(settings?.research ?? {}).data ?? Research.parse({})
  return {
    key: `research-${tenantId}`,
    parallelism,
    ...(rate_per_second !== undefined && { ratePerSecond: rate_per_second }),
  }
}
