//! A picture of many measurements: a band for each thing that happened, a strip of points for each
//! design, their median as a stroke with its figure.
//!
//! Plain SVG with its colours chosen to be seen on white and on black; what is neither text nor line
//! keeps its colour, the rest follows the reader's preference.

mod axis;

use std::fmt::Write as _;

use self::axis::{Axis, MARKS};

/// What is to be drawn.
pub(crate) struct Plot {
    pub(crate) title: &'static str,
    pub(crate) unit: &'static str,
    /// The names of the designs; strips refer to them by their place.
    pub(crate) series: Vec<String>,
    /// What it means to have no value.
    pub(crate) beyond: &'static str,
    pub(crate) bands: Vec<Band>,
}

/// One thing that happened.
pub(crate) struct Band {
    pub(crate) title: &'static str,
    pub(crate) strips: Vec<Strip>,
}

/// One design's measurements of it.
pub(crate) struct Strip {
    pub(crate) series: usize,
    pub(crate) values: Vec<f64>,
    pub(crate) median: Option<f64>,
    /// How many have no value.
    pub(crate) beyond: usize,
}

const WIDTH: f64 = 980.0;
const AXIS: Axis = Axis {
    left: 190.0,
    width: 660.0,
};
const HEAD: f64 = 84.0;
const FOOT: f64 = 44.0;
const STRIP: f64 = 17.0;
const GAP: f64 = 14.0;
const RADIUS: f64 = 2.7;
/// How far points of a strip are moved up and down in turn, so that equal ones are seen.
const SCATTER: [f64; 5] = [0.0, -3.2, 3.2, -1.6, 1.6];
/// Told apart by people who see colours differently, and bright enough for both grounds.
const COLOURS: [&str; 5] = ["#1a9e77", "#3c83d6", "#8f6ad8", "#d9920a", "#e0523f"];

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#24292f}\
    .small{font-size:11.5px;fill:#57606a}.title{font-size:16px;font-weight:600}\
    .line{stroke:#d0d7de;stroke-width:1}\
    @media (prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9aa4af}.line{stroke:#3d444d}}";

impl Plot {
    /// The picture.
    pub(crate) fn svg(&self) -> String {
        let height = HEAD + self.bands.iter().map(Band::height).sum::<f64>() + FOOT;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             role=\"img\" aria-label=\"{title}\">\n<style>{STYLE}</style>\n\
             <text class=\"title\" x=\"16\" y=\"28\">{title}</text>\n",
            title = escaped(self.title)
        );
        svg += &self.legend();
        svg += &self.grid(height - FOOT);
        let mut top = HEAD;
        for band in &self.bands {
            svg += &band.drawn(top);
            top += band.height();
        }
        svg + "</svg>\n"
    }

    fn legend(&self) -> String {
        let mut x = 16.0;
        let mut svg = String::new();
        for (name, colour) in self.series.iter().zip(COLOURS) {
            let (dot, word) = (x + 5.0, x + 15.0);
            let name_text = escaped(name);
            svg += &format!(
                "<circle cx=\"{dot}\" cy=\"50\" r=\"5\" fill=\"{colour}\"/>\
                 <text x=\"{word}\" y=\"54.5\">{name_text}</text>\n"
            );
            // Seven units a letter is what the fonts of most systems need.
            let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
            x = word + 7.0 * f64::from(letters) + 22.0;
        }
        svg
    }

    fn grid(&self, bottom: f64) -> String {
        let mut svg = String::new();
        for (value, label) in MARKS {
            let x = AXIS.x(value);
            let _ = writeln!(
                svg,
                "<line class=\"line\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{HEAD}\" y2=\"{bottom}\"/>\
                 <text class=\"small\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
                bottom + 16.0
            );
        }
        let (middle, below) = (AXIS.left + AXIS.width / 2.0, bottom + 34.0);
        let unit = escaped(self.unit);
        svg += &format!(
            "<text class=\"small\" x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\">{unit}</text>\n"
        );
        if self.has_beyond() {
            let (x, y) = (WIDTH - 8.0, bottom + 16.0);
            let beyond = escaped(self.beyond);
            svg += &format!(
                "<text class=\"small\" x=\"{x}\" y=\"{y}\" text-anchor=\"end\">✕ {beyond}</text>\n"
            );
        }
        svg
    }

    fn has_beyond(&self) -> bool {
        let mut strips = self.bands.iter().flat_map(|band| &band.strips);
        strips.any(|strip| strip.beyond > 0)
    }
}

impl Band {
    fn height(&self) -> f64 {
        self.strips.iter().fold(GAP, |height, _| height + STRIP)
    }

    fn drawn(&self, top: f64) -> String {
        let right = WIDTH - 8.0;
        let mut svg = format!(
            "<line class=\"line\" x1=\"16\" x2=\"{right}\" y1=\"{top}\" y2=\"{top}\"/>\n\
             <text x=\"16\" y=\"{:.1}\">{}</text>\n",
            top + self.height() / 2.0 + 4.5,
            escaped(self.title)
        );
        let mut middle = top + (GAP + STRIP) / 2.0;
        for strip in &self.strips {
            svg += &strip.drawn(middle);
            middle += STRIP;
        }
        svg
    }
}

impl Strip {
    fn drawn(&self, middle: f64) -> String {
        let colour = COLOURS[self.series % COLOURS.len()];
        let mut svg = format!("<g fill=\"{colour}\" fill-opacity=\"0.5\">");
        for (value, aside) in self.values.iter().zip(SCATTER.into_iter().cycle()) {
            let (x, y) = (AXIS.x(*value), middle + aside);
            let _ = write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{RADIUS}\"/>");
        }
        svg += "</g>";
        if let Some(median) = self.median {
            svg += &self.median_drawn(median, middle, colour);
        }
        if self.beyond > 0 {
            let (x, y) = (AXIS.right() + 14.0, middle + 4.5);
            let count = self.beyond;
            let _ = write!(
                svg,
                "<text x=\"{x}\" y=\"{y:.1}\" style=\"fill:{colour}\">✕ {count}</text>"
            );
        }
        svg + "\n"
    }

    fn median_drawn(&self, median: f64, middle: f64, colour: &str) -> String {
        let (x, upper, lower) = (AXIS.x(median), middle - 7.0, middle + 7.0);
        let furthest = self.values.iter().copied().fold(median, f64::max);
        let (after, base) = (AXIS.x(furthest) + 8.0, middle + 4.0);
        let figure = in_words(median);
        format!(
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{upper:.1}\" y2=\"{lower:.1}\" \
             stroke=\"{colour}\" stroke-width=\"3\"/>\
             <text class=\"small\" x=\"{after:.1}\" y=\"{base:.1}\">{figure}</text>"
        )
    }
}

fn in_words(milliseconds: f64) -> String {
    match milliseconds {
        ms if ms >= 1000.0 => format!("{:.2} s", ms / 1000.0),
        ms if ms >= 100.0 => format!("{ms:.0} ms"),
        ms => format!("{ms:.1} ms"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        Plot {
            title: "Without & <with>",
            unit: "milliseconds",
            series: vec!["ours".to_owned(), "theirs".to_owned()],
            beyond: "never",
            bands: vec![Band {
                title: "killed",
                strips: vec![
                    Strip {
                        series: 0,
                        values: vec![10.0, 12.0, 300.0],
                        median: Some(12.0),
                        beyond: 0,
                    },
                    Strip {
                        series: 1,
                        values: Vec::new(),
                        median: None,
                        beyond: 4,
                    },
                ],
            }],
        }
    }

    /// The names of elements that are opened and not closed, by a reading that knows no more of XML
    /// than this picture needs.
    fn left_open(svg: &str) -> Vec<&str> {
        let mut open = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("a tag ends");
            let name = tag.trim_start_matches('/').split(' ').next();
            let name = name.expect("a tag has a name");
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "in {svg}");
            } else if !tag.ends_with('/') {
                open.push(name);
            }
            assert_eq!(tag.matches('"').count() % 2, 0, "quotes of {tag}");
        }
        open
    }

    #[test]
    fn the_picture_is_well_formed_and_has_every_point() {
        let svg = plot().svg();
        assert_eq!(left_open(&svg), Vec::<&str>::new());
        assert!(svg.contains("Without &amp; &lt;with&gt;"), "{svg}");
        let points = svg.matches("<circle").count();
        assert_eq!(points, 3 + 2, "three values, two of the legend");
        assert!(svg.contains("12.0 ms") && svg.contains("✕ 4"), "{svg}");
        assert!(svg.contains("✕ never"));
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn nothing_is_said_of_what_did_not_happen() {
        let mut plot = plot();
        plot.bands[0].strips.truncate(1);
        assert!(!plot.svg().contains('✕'));
    }
}
