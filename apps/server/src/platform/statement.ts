import type { CompiledQuery, DatabaseConnection, Kysely, QueryExecutorProvider } from "kysely";
import type { Db, Tables } from "./database.ts";
import { planOnce } from "./prepared.ts";

/** The place of a value in a text that is made before the value is known. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

const slots = <Given>(): Given => new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Given;

const held = new WeakMap<Db, DatabaseConnection>();

/**
 * Takes the connection of a transaction that begins. From then on its statements are sent at once and in the order in
 * which they are asked, whether those before them are answered or not.
 */
export const hold = (db: Db): Promise<DatabaseConnection> =>
  db.getExecutor().provideConnection(async (connection) => {
    held.set(db, connection);
    return connection;
  });

/** The transaction is over: its connection is somebody else's. */
export const letGo = (db: Db): void => {
  held.delete(db);
};

const ask = async <Row>(db: Db, asked: CompiledQuery<Row>): Promise<Row[]> => {
  const connection = db.isTransaction ? (held.get(db) ?? (await hold(db))) : db;
  return (await connection.executeQuery<Row>(asked)).rows;
};

/** A query of a builder, or a text of its own. */
interface Compiling<Row> {
  readonly compile: (on: QueryExecutorProvider) => CompiledQuery<Row>;
}

/**
 * A statement that every request makes: its text is made and planned once, and its values are put in at each call. Only for
 * what is looked up the same way whatever the values are. `given` stands for the values while the text is made, so a
 * list is given as an array (`= ANY (…)`), and what may be absent as null.
 */
export const statement = <Given extends object, Row = unknown>(
  make: (db: Kysely<Tables>, given: Given) => Compiling<Row>,
): ((db: Db, values: Given) => Promise<Row[]>) => {
  let made: CompiledQuery<Row> | undefined;
  return (db, values) => {
    if (made === undefined) {
      made = make(db as Kysely<Tables>, slots<Given>()).compile(db);
      planOnce(made.sql);
    }
    const parameters = made.parameters.map((value) =>
      value instanceof Slot ? (values as Readonly<Record<string, unknown>>)[value.name] : value,
    );
    return ask(db, { ...made, parameters });
  };
};
