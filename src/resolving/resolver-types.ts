/** A type's resolvers, where every field missing from its row is mandatory. */
export type Complete<Resolvers, Row> = Resolvers & Required<Omit<Resolvers, keyof Row | '__isTypeOf'>>;
