import { z } from 'zod'
import { Budget } from '../runs/use-case.ts'
import { PersonInput } from './person.ts'

/** What a tenant has said for itself; what is absent has a default. */
export const TenantSettings = z.object({
  time_zone: PersonInput.shape.time_zone.nullish(),
  follow_ups: z
    .object({
      fallback_owner_id: z.int().positive().nullish(),
      daily_cap: z.int('This must be a whole number.').min(0).max(500, 'At most 500 a day.').nullish(),
    })
    .nullish(),
  run_budget: Budget.nullish(),
  daily_budget: Budget.nullish(),
})
export type TenantSettings = z.infer<typeof TenantSettings>
