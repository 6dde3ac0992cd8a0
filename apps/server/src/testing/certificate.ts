import { generate } from "selfsigned";

/** A certificate that signed itself, and its key. */
export const makeCertificate = async (name: string): Promise<{ key: string; cert: string }> => {
  const { private: key, cert } = await generate([{ name: "commonName", value: name }], {
    keySize: 2048,
    algorithm: "sha256",
  });
  return { key, cert };
};
