import type { NewTenant } from './create-tenant.ts'

/** The second tenant: people who have just signed up and have no records yet. */
export const untoldTenant: NewTenant = {
  name: 'Northgate Studio',
  people: [
    { email: 'ada@northgate.example', name: 'Ada Birch', role: 'admin', time_zone: 'Europe/London' },
    { email: 'kofi@northgate.example', name: 'Kofi Brandt', role: 'reviewer', time_zone: 'Europe/Berlin' },
    { email: 'lin@northgate.example', name: 'Lin Castell', role: 'viewer', time_zone: 'America/New_York' },
  ],
}
