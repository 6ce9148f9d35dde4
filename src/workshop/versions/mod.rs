//! wip
mod delta;
mod load;
pub use delta::{Changed, Delta};
pub use load::{Unloaded, load};
