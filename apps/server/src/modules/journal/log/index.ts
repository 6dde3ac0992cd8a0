export { type LeafColumns, leafColumns, toLeaf } from "./leaf.ts";
export { getSignedProof } from "./proof.ts";
export { listSignedNotes } from "./service.ts";
export { getKeyText, signLog } from "./signer.ts";
export { findLastSigned } from "./store.ts";
export { growTree, openTree, type Tree } from "./tree.ts";
