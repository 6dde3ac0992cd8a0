export { attachPhotos, keepPhoto, listPhotos, movePhotos, readKept } from "./service.ts";
