/** Without WebGL the map library throws while it starts. */
export const hasWebGl = (): boolean => document.createElement("canvas").getContext("webgl2") !== null;
