//! Addresses that no route has: files of the site, and everything that is not there. See the head of `table.rs`.

use super::{Line, line};

/// Tried like pages, but no route answers them.
#[rustfmt::skip]
pub const WITHOUT_ROUTE: &[Line] = &[
    //                                                                   anon  tal  oth  for  col  cas  ass  run  rev  adm
    line("GET /favicon.svg", "",                                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /site.json", "",                                          [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /nothing-here", "",                                       [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/v1/nothing-here", "",                                [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /bookings/<booking>/nothing-here", "",                   [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
];
