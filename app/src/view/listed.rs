//! Shapes that travel as plain lists: their fields in order, without names. Both halves are built from the same source, so names would
//! only cost bytes: in the page, in every answer, and most of all in the code that reads them in the browser (interface.md, budgets).
//! Knows no shape.

/// Declares a struct whose JSON is the list of its fields. What a shorter list leaves out is empty.
macro_rules! listed {
    ($(#[$on_shape:meta])* pub struct $name:ident { $($(#[$on_field:meta])* pub $field:ident: $kind:ty,)* }) => {
        $(#[$on_shape])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$on_field])* pub $field: $kind,)*
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeTuple as _;
                let mut list = serializer.serialize_tuple([$(stringify!($field)),*].len())?;
                $(list.serialize_element(&self.$field)?;)*
                list.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;

                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $name;

                    fn expecting(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        out.write_str("a list")
                    }

                    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<$name, A::Error> {
                        // Fields are read in the order they are written here, which is the order above.
                        Ok($name { $($field: list.next_element()?.unwrap_or_default(),)* })
                    }
                }

                deserializer.deserialize_seq(Reader)
            }
        }
    };
}

pub(crate) use listed;

#[cfg(test)]
mod tests {
    listed! {
        /// A shape with one of each.
        pub struct Shape {
            /// A text.
            pub text: String,
            /// A number.
            pub number: u16,
            /// A text that may be missing.
            pub maybe: Option<String>,
            /// Others.
            pub more: Vec<Shape>,
        }
    }

    #[test]
    fn a_shape_is_the_list_of_its_fields() {
        let inner = Shape { text: "b".to_owned(), ..Shape::default() };
        let shape = Shape { text: "a".to_owned(), number: 7, maybe: Some("c".to_owned()), more: vec![inner] };
        let written = serde_json::to_string(&shape).unwrap_or_default();
        assert_eq!(written, r#"["a",7,"c",[["b",0,null,[]]]]"#);
        assert_eq!(serde_json::from_str::<Shape>(&written).ok(), Some(shape));
        let short = serde_json::from_str::<Shape>(r#"["a"]"#).ok();
        assert_eq!(short, Some(Shape { text: "a".to_owned(), ..Shape::default() }));
        for wrong in ["{}", r#"["a","b"]"#, r#"["a",1,null,[],9]"#] {
            assert!(serde_json::from_str::<Shape>(wrong).is_err(), "{wrong}");
        }
    }
}
