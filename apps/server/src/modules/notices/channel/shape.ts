import { z } from "zod";

/** The name of a secret: an environment variable or a key file holds it. */
export const SecretName = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, "the name of a secret: letters, digits, hyphens");

export const Host = z.string().regex(/^[a-zA-Z0-9.:[\]-]{1,253}$/, "the name or address of a host");

export const Port = z.number().int().min(1).max(65_535);

export const WebAddress = z.url({ protocol: /^https?$/ }).max(2_000);
