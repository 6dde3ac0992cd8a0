export { inPlace } from "./decode.ts";
export { attachPhotos, keepPhoto, listPhotos, movePhotos, photoHeaders, readKept } from "./service.ts";
export { listPhotosOf, rehomeThese } from "./store.ts";
