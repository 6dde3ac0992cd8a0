import type { RunningCity } from "../../e2e/support/running-city.ts";

/** A running city as a scanner finds it. */
export interface Target {
  readonly city: RunningCity;
  /** Address of the web door: `https` where the city has a certificate. */
  readonly url: string;
  readonly port: number;
  /** Secret of a key that reads nearly everything. */
  readonly key: string;
}

/** What a scan is given. */
export interface ScanRun {
  readonly long: boolean;
  /** A new empty folder for the scanner's own reports, removed afterwards. */
  readonly folder: string;
  readonly tell: (words: string) => void;
}

/** One line of a report. */
export interface ScanLine {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly reach?: string;
  readonly met: boolean;
}

/** A scanner of others, what it looks for, and what it found, read from its own report. */
export interface Scan {
  readonly what: string;
  /** The program, and Debian's package it comes in. */
  readonly program: string;
  readonly debian: string;
  readonly tls: boolean;
  readonly run: (target: Target, run: ScanRun) => Promise<readonly ScanLine[]>;
}

/** So many were looked at: a scanner that looked at nothing has found nothing out. */
export const looked = (what: string, value: number, least = 1): ScanLine => ({
  what,
  value,
  unit: "",
  reach: `≥ ${least}`,
  met: value >= least,
});

/** What was found: how many, and a line for each. */
export const found = (what: string, findings: readonly string[]): ScanLine[] => [
  { what, value: findings.length, unit: "", reach: "0", met: findings.length === 0 },
  ...findings.map((finding) => ({ what: finding, value: 1, unit: "", met: false })),
];
