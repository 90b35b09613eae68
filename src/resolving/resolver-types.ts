/** A type's resolvers, with every field that its row does not carry made mandatory. */
export type Complete<Resolvers, Row> = Resolvers & Required<Omit<Resolvers, keyof Row | '__isTypeOf'>>;
