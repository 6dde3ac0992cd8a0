import { type PoolClient, Query } from "pg";

/** What the driver learns of an answer's columns, as its result keeps it. */
interface Shape {
  readonly fields: readonly unknown[];
  readonly _parsers: readonly unknown[] | undefined;
  readonly _prebuiltEmptyResultObject: object | null;
}

/** The driver's connection, as far as it is told from another one. */
type Wire = object;

/** The driver's own query, as far as it is not typed. */
interface Driven {
  readonly _result: Shape & { -readonly [Part in keyof Shape]: Shape[Part] };
  readonly hasBeenParsed: (wire: Wire) => boolean;
  _accumulateRows: boolean;
}

interface DrivenPrototype {
  prepare(this: Driven, wire: Wire): void;
  handleRowDescription(this: Driven, message: object): void;
  handleReadyForQuery(this: Driven, wire: Wire): void;
}

const driver = Query.prototype as unknown as DrivenPrototype;
const none: Shape = { fields: [], _parsers: undefined, _prebuiltEmptyResultObject: null };

const silent = new WeakMap<Wire, Wire>();

/** The same connection, over which nobody asks what the columns are. */
const withoutDescribing = (wire: Wire): Wire => {
  const known = silent.get(wire) ?? Object.create(wire, { describe: { value: () => undefined } });
  silent.set(wire, known);
  return known;
};

/** Columns of the answers of named statements: asked for once in a pool, not at every call. */
export type Shapes = Map<string, Shape>;

/**
 * A query of a named statement whose columns are known after the first time. The server does not describe them again
 * and we don't read them again. A statement whose columns changed fails in the server (0A000) before a row comes.
 */
class KnownQuery extends Query {
  readonly name: string;
  readonly #shapes: Shapes;

  constructor(asked: Asked, shapes: Shapes) {
    super(asked.text, asked.values as unknown[]);
    this.name = asked.name;
    this.#shapes = shapes;
  }

  prepare(wire: Wire): void {
    const own = this as unknown as Driven;
    const shape = own.hasBeenParsed(wire) ? this.#shapes.get(this.name) : undefined;
    if (shape === undefined) {
      driver.prepare.call(own, wire);
      return;
    }
    Object.assign(own._result, shape);
    own._accumulateRows = true;
    driver.prepare.call(own, withoutDescribing(wire));
  }

  handleRowDescription(message: object): void {
    const own = this as unknown as Driven;
    driver.handleRowDescription.call(own, message);
    const { fields, _parsers, _prebuiltEmptyResultObject } = own._result;
    this.#shapes.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject });
  }

  handleReadyForQuery(wire: Wire): void {
    if (!this.#shapes.has(this.name)) this.#shapes.set(this.name, none);
    driver.handleReadyForQuery.call(this as unknown as Driven, wire);
  }
}

/** A statement by its name. */
interface Asked {
  readonly text: string;
  readonly name: string;
  readonly values: readonly unknown[];
}

/** Asks a named statement. */
export const askKnown = (client: PoolClient, asked: Asked, shapes: Shapes): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const query = new KnownQuery(asked, shapes);
    Object.assign(query, {
      callback: (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result)),
    });
    client.query(query);
  });
