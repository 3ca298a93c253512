export async function seed(_databaseUrl: string, _options: { demo: boolean; known?: unknown[] }) {
  return { tenants: [] as never[] }
}
