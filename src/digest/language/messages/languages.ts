/** The languages that are built in, by BCP 47 tag. Add one: a line here, a file typed as a Catalogue, and a line in catalogues.ts. */
export const LANGUAGES = ['en', 'pl', 'de', 'fr', 'es', 'uk'] as const;
