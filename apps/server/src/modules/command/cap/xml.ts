import { SaxesParser } from "saxes";

/** An element with where it stands. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace; empty for none. */
  readonly uri: string;
  /** Names of attributes, prefixes and declarations of namespaces left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Text of its own, whitespace kept. */
  text: string;
  readonly line: number;
}

/** Why a text is not read. */
export type XmlFaultCode = "too-large" | "encoding" | "doctype" | "not-xml";

/** A fault of the text itself. */
export interface XmlFault {
  readonly code: XmlFaultCode;
  readonly line?: number;
}

/** Most bytes of a message, elements in it, and depth of them: more is a mistake or an attack. */
const mostBytes = 2_000_000;
const mostElements = 20_000;
const mostDepth = 20;

class Refused extends Error {
  readonly fault: XmlFault;
  constructor(fault: XmlFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Encoding that the bytes begin with: their mark, else what the declaration says, else UTF-8. */
const encodingOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1] ?? "utf-8";
};

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw new Refused({ code: "encoding" });
  }
};

const isDeclaration = (name: string, prefix: string): boolean =>
  name === "xmlns" || prefix === "xmlns" || prefix === "xsi";

const parse = (text: string): XmlElement => {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  // No document type is looked at, let alone followed: without one there are no entities but the five.
  parser.on("doctype", () => {
    throw new Refused({ code: "doctype", line: parser.line });
  });
  parser.on("error", () => {
    throw new Refused({ code: "not-xml", line: parser.line });
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    count += 1;
    if (count > mostElements || open.length >= mostDepth) throw new Refused({ code: "too-large", line: parser.line });
    const own = Object.values(attributes).filter((one) => !isDeclaration(one.name, one.prefix));
    const element: XmlElement = {
      ...{ name: local, uri, text: "", children: [], line: parser.line },
      attributes: new Map(own.map((one) => [one.local, one.value])),
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (text: string): void => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(text).close();
  if (root === undefined) throw new Refused({ code: "not-xml" });
  return root;
};

/**
 * Reads XML into elements, in any encoding that it declares and the runtime knows. A document type is refused, whatever
 * is in it: nothing outside the text is ever opened.
 */
export const readXml = (bytes: Uint8Array): { readonly root: XmlElement } | { readonly fault: XmlFault } => {
  if (bytes.length > mostBytes) return { fault: { code: "too-large" } };
  try {
    return { root: parse(decode(bytes)) };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.fault };
    throw error;
  }
};
