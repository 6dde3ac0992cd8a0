export { attachPhotos, listPhotos } from "./service.ts";
