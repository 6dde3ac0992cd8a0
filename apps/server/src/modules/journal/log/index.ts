export { hasher, type LeafColumns, leafColumns, sha256, toLeaf, toLeafText } from "./leaf.ts";
export { getConsistency, getSignedProof } from "./proof.ts";
export { listSignedNotes } from "./service.ts";
export { adoptCheckpoint, areSigned, getKeyText, signLog, signSnapshot, signWords } from "./signer.ts";
export { findCheckpoint as findSigned, findLastSigned } from "./store.ts";
export { growTree, openTree, type Tree } from "./tree.ts";
export { verifySignature } from "./verify-signature.ts";
