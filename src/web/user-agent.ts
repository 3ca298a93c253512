/** How the product introduces itself; sites address it as "GreenlightBot" in robots.txt. */
export const userAgent = 'GreenlightBot/1.0 (CRM research on behalf of a person)'
export const robotName = 'GreenlightBot'
