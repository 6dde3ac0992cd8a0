import * as contracts from "@chengyun/contracts";
import { z } from "zod";
import type { Route } from "../apps/server/src/platform/route.ts";

type Json = Record<string, unknown>;

/** The contracts by name, so that the page refers to them instead of repeating them. */
const named = z.registry<{ id: string }>();
const byName = new Map<string, z.ZodType>();
for (const [name, shape] of Object.entries(contracts))
  if (shape instanceof z.ZodType) {
    named.add(shape, { id: name });
    byName.set(name, shape);
  }

const schemas: Json = {};

/** JSON Schema of a shape; named shapes it holds land in `schemas`. */
const schemaOf = (shape: z.ZodType): Json => {
  const made = z.toJSONSchema(shape, {
    metadata: named,
    io: "input",
    unrepresentable: "any",
    target: "draft-2020-12",
    reused: "inline",
  }) as Json;
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _, $defs: inner, ...schema } = JSON.parse(text) as Json;
  for (const [name, def] of Object.entries((inner ?? {}) as Json)) schemas[name] = withoutId(def as Json);
  const name = named.get(shape)?.id;
  if (name === undefined) return withoutId(schema);
  // A named shape that is used inside itself comes back as a reference to its own definition, which is taken already.
  if (schema["$ref"] === undefined) schemas[name] = withoutId(schema);
  return { $ref: `#/components/schemas/${name}` };
};

const withoutId = ({ id: _, $id: __, ...schema }: Json): Json => schema;

const parametersOf = (place: "path" | "query", shape: z.ZodType | undefined): Json[] => {
  if (shape === undefined) return [];
  const { $schema: _, ...made } = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Json;
  const { properties = {}, required = [] } = made as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema,
  }));
};

const bodyOf = (route: Route): Json => {
  if (route.takes === "upload" || route.takes === "file")
    return {
      requestBody: {
        required: true,
        content: {
          "multipart/form-data": {
            schema: { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } },
          },
        },
      },
    };
  if (route.body === undefined) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body) } } } };
};

const answersOf = (route: Route): Json => {
  const status = String(route.status ?? 200);
  const content = route.answer === "raw" ? { "*/*": {} } : { "application/json": { schema: schemaOf(route.answer) } };
  return {
    [status]: status === "204" ? { description: "Done" } : { description: "Done", content },
    default: { $ref: "#/components/responses/Problem" },
  };
};

const operationOf = (route: Route): Json => ({
  summary: route.summary,
  tags: [route.path.split("/")[3] ?? "api"],
  ...(route.access === "public" ? { security: [] } : {}),
  "x-access": route.access,
  "x-scope": route.scope,
  parameters: [...parametersOf("path", route.params), ...parametersOf("query", route.query)],
  ...bodyOf(route),
  responses: answersOf(route),
});

const sorted = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => a.localeCompare(b, "en")));

/** The OpenAPI page of the given routes. */
export const makeOpenapi = (routes: readonly Route[]): string => {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:([a-zA-Z]+)/g, "{$1}").replace(/\*$/, "{rest}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  schemaOf(contracts.Problem);
  return `${JSON.stringify(
    {
      openapi: "3.1.0",
      info: { title: "Chengyun 城运", version: "1", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
      servers: [{ url: "/" }],
      security: [{ session: [] }, { key: [] }],
      paths: sorted(paths),
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "session" },
          key: { type: "http", scheme: "bearer" },
        },
        responses: {
          Problem: {
            description: "A problem (RFC 9457); the codes are on the page of errors",
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        },
        schemas: sorted(schemas),
      },
    },
    null,
    2,
  )}\n`;
};
