/** What the timeline has beyond the transport row: fetched once the first beat is on stage. */
export { Tracks } from "./Tracks.tsx";
export { TransportTools } from "./TransportTools.tsx";
