//! The hands: pointer and keys on the grid's blocks. In the browser only.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node};

use super::place::{Arrow, Field, Place, written};
use crate::islands::browser;
use crate::view::calendar::MoveView;

/// The pointer must travel so far before a press is a drag and no longer a click.
const FAR: i32 = 6;
/// So near to the window's edge the page scrolls along.
const EDGE: i32 = 48;

/// What is being carried.
struct Carried {
    id: String,
    who: String,
    /// The block's place in the list, dimmed meanwhile.
    item: HtmlElement,
    /// What is drawn where it would go.
    ghost: Option<HtmlElement>,
    field: Field,
    columns: Vec<Element>,
    from: Place,
    at: Place,
    /// Where the pointer took hold: window coordinates, and minutes below the block's upper edge. `None` by keyboard.
    grip: Option<(i32, i32, i32)>,
    /// The pointer has gone far enough, or the keyboard picked it up.
    lifted: bool,
}

struct Hands {
    view: MoveView,
    said: RwSignal<String>,
    carried: Option<Carried>,
    /// The click that ends a drag is not one on the link.
    swallow: bool,
}

/// Begins to listen, for as long as the page lives.
pub(super) fn listen(view: MoveView, said: RwSignal<String>) {
    let hands = Rc::new(RefCell::new(Hands { view, said, carried: None, swallow: false }));
    let on = |act: fn(&mut Hands, &ev::PointerEvent)| {
        let hands = Rc::clone(&hands);
        move |event: ev::PointerEvent| act(&mut hands.borrow_mut(), &event)
    };
    std::mem::forget(window_event_listener(ev::pointerdown, on(Hands::press)));
    std::mem::forget(window_event_listener(ev::pointermove, on(Hands::drag)));
    std::mem::forget(window_event_listener(ev::pointerup, on(|hands, _| hands.release())));
    std::mem::forget(window_event_listener(ev::pointercancel, on(|hands, _| hands.put_back())));
    let own = Rc::clone(&hands);
    std::mem::forget(window_event_listener(ev::keydown, move |event| own.borrow_mut().key(&event)));
    let own = Rc::clone(&hands);
    std::mem::forget(window_event_listener(ev::click, move |event| {
        if std::mem::take(&mut own.borrow_mut().swallow) {
            event.prevent_default();
        }
    }));
}

impl Hands {
    fn press(&mut self, event: &ev::PointerEvent) {
        self.swallow = false;
        self.put_back();
        // A finger scrolls; on a phone the grid is a list anyway.
        if event.button() != 0 || event.pointer_type() == "touch" || event.ctrl_key() || event.meta_key() {
            return;
        }
        if let Some(mut carried) = event.target().and_then(|target| pick_up(&target.dyn_into().ok()?)) {
            let inside = carried.minute_at(event.client_y()) - carried.from.minute;
            carried.grip = Some((event.client_x(), event.client_y(), inside));
            self.carried = Some(carried);
        }
    }

    fn drag(&mut self, event: &ev::PointerEvent) {
        let Some(carried) = &mut self.carried else { return };
        let Some((x, y, inside)) = carried.grip else { return };
        let (now_x, now_y) = (event.client_x(), event.client_y());
        if !carried.lifted && (now_x - x).abs() < FAR && (now_y - y).abs() < FAR {
            return;
        }
        carried.lift();
        event.prevent_default();
        let column = if carried.field.upright { Some(carried.from.column) } else { carried.column_at(now_x, now_y) };
        if let Some(column) = column {
            let minute = carried.minute_at(now_y) - inside;
            carried.go(carried.field.snapped(column, minute), &self.view);
        }
        let high = window().inner_height().ok().and_then(|high| high.as_f64()).unwrap_or(0.0);
        if now_y < EDGE {
            window().scroll_by_with_x_and_y(0.0, -16.0);
        } else if f64::from(now_y) > high - f64::from(EDGE) {
            window().scroll_by_with_x_and_y(0.0, 16.0);
        }
    }

    fn release(&mut self) {
        let Some(carried) = &self.carried else { return };
        if !carried.lifted {
            self.carried = None;
        } else if carried.grip.is_some() {
            self.swallow = true;
            self.ask();
        }
    }

    fn key(&mut self, event: &ev::KeyboardEvent) {
        let key = event.key();
        let by_keys = self.carried.as_ref().is_some_and(|carried| carried.lifted && carried.grip.is_none());
        if key == "Escape" && self.carried.is_some() {
            event.prevent_default();
            self.put_back();
            self.said.set(self.view.left.clone());
            return;
        }
        if by_keys {
            if let Some(arrow) = Arrow::of(&key) {
                event.prevent_default();
                if let Some(carried) = &mut self.carried {
                    let next = carried.field.step(carried.at, arrow);
                    self.said.set(carried.go(next, &self.view));
                }
            } else if key == "Enter" || key == " " {
                event.prevent_default();
                self.ask();
            } else if key == "Tab" {
                self.put_back();
                self.said.set(self.view.left.clone());
            }
            return;
        }
        if !key.eq_ignore_ascii_case("m") || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let focused = document().active_element().filter(|element| element.has_attribute("data-move"));
        if let Some(mut carried) = focused.and_then(|element| pick_up(&element)) {
            event.prevent_default();
            carried.lift();
            self.said.set(self.view.lifted.replace("{who}", &carried.who));
            self.carried = Some(carried);
        }
    }

    /// Leads to the calendar's own address with the move in it; the same place again is no move.
    fn ask(&mut self) {
        let Some(carried) = &self.carried else { return };
        let date = carried.date();
        if carried.at == carried.from {
            self.put_back();
            self.said.set(self.view.left.clone());
            return;
        }
        let to = written(&date, &carried.field, carried.at);
        let address = format!("{}move={}&to={to}", self.view.base, carried.id);
        _ = window().location().set_href(&address);
    }

    fn put_back(&mut self) {
        if let Some(carried) = self.carried.take() {
            carried.drop_ghost();
        }
    }
}

/// The block under a pointer or the focus, with everything about where it stands.
fn pick_up(target: &Element) -> Option<Carried> {
    let block = target.closest("a[data-move]").ok()??;
    let item: HtmlElement = block.closest("li").ok()??.dyn_into().ok()?;
    let own = block.closest("[data-date]").ok()??;
    let root = own.closest(".time-grid, .month-table").ok()??;
    let found = root.query_selector_all("[data-date]").ok()?;
    let columns: Vec<Element> = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let column = i32::try_from(columns.iter().position(|column| *column == own)?).ok()?;
    let number = |element: &Element, name: &str| element.get_attribute(name)?.parse::<i32>().ok();
    let minutes = number(&root, "data-from").zip(number(&root, "data-to"));
    let style = item.style();
    let part = |name: &str| style.get_property_value(name).ok().and_then(|text| text.trim().parse::<i32>().ok());
    let minute = minutes.map_or(0, |(from, _)| from + part("--at").unwrap_or(0));
    let upright = columns.windows(2).all(|pair| match pair {
        [one, other] => one.get_attribute("data-date") == other.get_attribute("data-date"),
        _ => true,
    });
    let field = Field {
        columns: i32::try_from(columns.len()).ok()?,
        minutes,
        length: part("--for").unwrap_or(0),
        rtl: browser::is_right_to_left(),
        upright: upright && minutes.is_some(),
    };
    let from = Place { column, minute };
    let who = block.query_selector("bdi").ok().flatten().and_then(|name| name.text_content()).unwrap_or_default();
    let id = block.get_attribute("data-move")?;
    Some(Carried { id, who, item, ghost: None, field, columns, from, at: from, grip: None, lifted: false })
}

impl Carried {
    fn column(&self, at: i32) -> Option<&Element> {
        self.columns.get(usize::try_from(at).ok()?)
    }

    fn date(&self) -> String {
        self.column(self.at.column).and_then(|column| column.get_attribute("data-date")).unwrap_or_default()
    }

    /// The list a column's blocks stand in.
    fn list(&self, at: i32) -> Option<Element> {
        let column = self.column(at)?;
        column.query_selector("ol, ul").ok().flatten()
    }

    /// The minute of the day at a height of the window.
    fn minute_at(&self, y: i32) -> i32 {
        let (Some((from, to)), Some(list)) = (self.field.minutes, self.list(self.from.column)) else { return 0 };
        let area = list.get_bounding_client_rect();
        let part = (f64::from(y) - area.top()) / area.height().max(1.0);
        #[allow(clippy::cast_possible_truncation, reason = "a place in a day, cut to it")]
        let minute = (part.clamp(-1.0, 2.0) * f64::from(to - from)) as i32;
        from + minute
    }

    /// The column at a place of the window.
    fn column_at(&self, x: i32, y: i32) -> Option<i32> {
        let (x, y) = (f64::from(x), f64::from(y));
        let at = self.columns.iter().position(|column| {
            let area = column.get_bounding_client_rect();
            let beside = area.left() <= x && x < area.right();
            beside && (self.field.minutes.is_some() || (area.top() <= y && y < area.bottom()))
        })?;
        i32::try_from(at).ok()
    }

    /// Draws what is carried beside what stays.
    fn lift(&mut self) {
        if self.lifted {
            return;
        }
        self.lifted = true;
        _ = self.item.class_list().add_1("carried");
        if let Some(body) = document().body() {
            _ = body.class_list().add_1("carrying");
        }
        let copy = self.item.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into::<HtmlElement>().ok());
        if let Some(copy) = copy {
            _ = copy.class_list().remove_1("carried");
            _ = copy.class_list().add_1("ghost");
            _ = copy.set_attribute("aria-hidden", "true");
            let style = copy.style();
            _ = style.set_property("--lane", "0");
            _ = style.set_property("--lanes", "1");
            if let Ok(Some(link)) = copy.query_selector("a") {
                _ = link.remove_attribute("data-move");
                _ = link.remove_attribute("href");
            }
            self.ghost = Some(copy);
            self.draw("");
        }
    }

    /// Goes to a place and says which it is.
    fn go(&mut self, at: Place, view: &MoveView) -> String {
        self.at = at;
        let time = match self.field.minutes {
            Some(_) => {
                let of_day = f64::from(at.minute) * 60_000.0;
                let options = [("hour", "numeric"), ("minute", "2-digit")];
                browser::format(&view.intl_tag, "UTC", of_day, &options).unwrap_or_default()
            }
            None => String::new(),
        };
        self.draw(&time);
        let name = |selector: &str| {
            let column = self.column(at.column)?;
            column.query_selector(selector).ok().flatten()?.text_content()
        };
        let day = name("h3").or_else(|| name(".sr-only")).unwrap_or_default();
        if time.is_empty() { day } else { view.put.replace("{day}", &day).replace("{time}", &time) }
    }

    fn draw(&self, time: &str) {
        let Some(ghost) = &self.ghost else { return };
        if let Some((from, _)) = self.field.minutes {
            _ = ghost.style().set_property("--at", &(self.at.minute - from).to_string());
        }
        if !time.is_empty()
            && let Ok(Some(label)) = ghost.query_selector(".num")
        {
            label.set_text_content(Some(time));
        }
        let home: Option<Element> = self.list(self.at.column).or_else(|| self.column(self.at.column).cloned());
        let Some(home) = home else { return };
        if ghost.parent_element().as_ref() != Some(&home) {
            let node: &Node = ghost;
            _ = home.append_child(node);
        }
    }

    fn drop_ghost(&self) {
        _ = self.item.class_list().remove_1("carried");
        if let Some(body) = document().body() {
            _ = body.class_list().remove_1("carrying");
        }
        if let Some(ghost) = &self.ghost {
            ghost.remove();
        }
    }
}
