//! The formats that can be read, ONE FILE EACH, and the one list of them. A line in, the fields of a
//! request out, or the reason why it is none. A format knows nothing of files, chunks or threads.
//!
//! To add one: a file here with a `FORMAT`, its line in [`FORMATS`], its sample lines in
//! `fixtures/formats/`.

mod akamai;
mod akamai_siem;
mod apache_error;
mod apache_forensic;
mod apache_ssl_request;
mod artifactory;
mod aspnet;
mod atlassian;
mod aws_alb;
mod aws_alb_connection;
mod aws_api_gateway;
mod aws_api_gateway_text;
mod aws_elb;
mod aws_nlb;
mod aws_s3;
mod aws_waf;
mod azure_app_service;
mod azure_application_gateway;
mod azure_front_door;
mod barracuda_waf;
mod bitbucket;
mod bunkerweb;
mod bunny;
mod caddy;
mod cef;
mod chi;
mod cloudflare;
mod cloudfront;
mod cloudfront_json;
mod combined;
mod combined_extended;
mod combined_time;
mod common;
mod common_timed;
mod couchdb;
mod csv;
mod custom;
pub mod detect;
mod django_runserver;
mod ecs;
mod envoy;
mod envoy_json;
mod f5_management;
mod fastify;
mod fastly;
mod flog_json;
mod gandi;
mod gcp_lb;
mod gcs_csv;
mod gin;
mod gorouter;
mod granian;
mod haproxy_clf;
mod haproxy_default;
mod haproxy_http;
mod haproxy_https;
mod haproxy_notice;
mod haproxy_tcp;
mod httperr;
mod hypercorn;
mod iis;
mod iis_event;
mod iis_native;
mod ingress_nginx;
mod json_lines;
pub mod kernel;
mod kernel_log;
mod kong;
mod lighttpd_error;
mod litespeed_error;
mod logfmt;
mod ltsv;
mod modsecurity_audit;
mod modsecurity_json;
mod morgan;
mod mysql_error;
mod nexus;
mod nginx_error;
mod nginx_json;
mod nginx_main;
mod nginx_main_timed;
mod nginx_proxy_manager;
mod nginx_timed;
mod node_json;
mod npmplus;
mod oauth2_proxy;
mod oci_lb;
mod openlitespeed;
mod php_fpm;
mod php_fpm_error;
mod php_server;
mod postgres_error;
mod rack;
mod rails;
mod request_line;
mod sanic;
mod squid;
mod squid_cache;
mod squid_combined;
mod squid_common;
mod time_first;
mod tomcat;
mod tomcat_error;
mod tomcat_json;
mod torchserve;
mod tornado;
mod traefik_clf;
mod traefik_json;
mod tsv;
mod uvicorn;
mod uwsgi;
mod varnishncsa;
mod vcenter_envoy;
mod vcenter_tomcat;
mod vhost_combined;
mod vhost_common;
mod vhost_second;
mod w3c;
mod werkzeug;
mod xff_combined;
mod zeek_http;
mod zoraxy;
mod zscaler_web;

use crate::base::account::Stamp;
use crate::error::{Error, Kind};
use kernel::reader::{Line, Reader, Reason, Session, Setting};
use kernel::row::Row;

/// Every format, in order of preference: of two that read a file equally well, the first is taken. So
/// `combined` stands before most that share its beginning: it promises least.
pub const FORMATS: &[&Format] = &[
    // What was said about the lines comes before what they look like.
    &custom::FORMAT,
    // Stricter than combined, which reads their lines too, but not every field of them.
    &hypercorn::FORMAT,
    &bunkerweb::FORMAT,
    &xff_combined::FORMAT,
    &vhost_second::FORMAT,
    &tomcat::FORMAT,
    &varnishncsa::FORMAT,
    &f5_management::FORMAT,
    // The CLF family.
    &combined::FORMAT,
    &common::FORMAT,
    &vhost_combined::FORMAT,
    &vhost_common::FORMAT,
    &nginx_timed::FORMAT,
    &nginx_main::FORMAT,
    &nginx_main_timed::FORMAT,
    &ingress_nginx::FORMAT,
    &nginx_proxy_manager::FORMAT,
    &npmplus::FORMAT,
    &gandi::FORMAT,
    &werkzeug::FORMAT,
    &atlassian::FORMAT,
    &bitbucket::FORMAT,
    &apache_ssl_request::FORMAT,
    &openlitespeed::FORMAT,
    &squid_combined::FORMAT,
    &squid_common::FORMAT,
    &traefik_clf::FORMAT,
    &gorouter::FORMAT,
    &nexus::FORMAT,
    &oauth2_proxy::FORMAT,
    // JSON.
    &caddy::FORMAT,
    &traefik_json::FORMAT,
    &envoy_json::FORMAT,
    &gcp_lb::FORMAT,
    &aws_waf::FORMAT,
    &aws_api_gateway::FORMAT,
    &azure_application_gateway::FORMAT,
    &azure_front_door::FORMAT,
    &azure_app_service::FORMAT,
    &cloudflare::FORMAT,
    &cloudfront_json::FORMAT,
    &akamai::FORMAT,
    &akamai_siem::FORMAT,
    &modsecurity_json::FORMAT,
    &zscaler_web::FORMAT,
    &fastly::FORMAT,
    &flog_json::FORMAT,
    &kong::FORMAT,
    &ecs::FORMAT,
    &node_json::FORMAT,
    &tomcat_json::FORMAT,
    &fastify::FORMAT,
    &oci_lb::FORMAT,
    &nginx_json::FORMAT,
    // Columns.
    &iis::FORMAT,
    &cloudfront::FORMAT,
    &httperr::FORMAT,
    &w3c::FORMAT,
    &iis_native::FORMAT,
    &iis_event::FORMAT,
    &aws_alb::FORMAT,
    &aws_elb::FORMAT,
    &aws_nlb::FORMAT,
    &aws_alb_connection::FORMAT,
    &aws_s3::FORMAT,
    &aws_api_gateway_text::FORMAT,
    &squid::FORMAT,
    &bunny::FORMAT,
    &artifactory::FORMAT,
    &barracuda_waf::FORMAT,
    &cef::FORMAT,
    &zeek_http::FORMAT,
    &gcs_csv::FORMAT,
    // Proxies and application servers.
    &haproxy_notice::FORMAT,
    &haproxy_http::FORMAT,
    &haproxy_https::FORMAT,
    &haproxy_tcp::FORMAT,
    &haproxy_default::FORMAT,
    &haproxy_clf::FORMAT,
    &envoy::FORMAT,
    &vcenter_envoy::FORMAT,
    &vcenter_tomcat::FORMAT,
    &uwsgi::FORMAT,
    &php_fpm::FORMAT,
    &ltsv::FORMAT,
    &uvicorn::FORMAT,
    &django_runserver::FORMAT,
    &morgan::FORMAT,
    &gin::FORMAT,
    &rails::FORMAT,
    &aspnet::FORMAT,
    &apache_forensic::FORMAT,
    &modsecurity_audit::FORMAT,
    &rack::FORMAT,
    &chi::FORMAT,
    &torchserve::FORMAT,
    &couchdb::FORMAT,
    &zoraxy::FORMAT,
    &tornado::FORMAT,
    &sanic::FORMAT,
    &granian::FORMAT,
    &php_server::FORMAT,
    // Companions: what servers say of themselves.
    &apache_error::FORMAT,
    &nginx_error::FORMAT,
    &litespeed_error::FORMAT,
    &lighttpd_error::FORMAT,
    &squid_cache::FORMAT,
    &php_fpm_error::FORMAT,
    &tomcat_error::FORMAT,
    &kernel_log::FORMAT,
    &mysql_error::FORMAT,
    &postgres_error::FORMAT,
    // These take any name, tail, time or order: whatever knows a line better stands before them.
    &combined_extended::FORMAT,
    &common_timed::FORMAT,
    &combined_time::FORMAT,
    &time_first::FORMAT,
    &request_line::FORMAT,
    &logfmt::FORMAT,
    &csv::FORMAT,
    &tsv::FORMAT,
    &json_lines::FORMAT,
];

/// The format of a file without any line.
pub const EMPTY: Format =
    Format::new("empty", "no line at all", Stamp::Unknown, |_, _| Some(Box::new(Blank)));

/// Makes a reader for an exhibit: what was said about the reading, and lines of its sample (inside
/// their envelopes). `None` if the sample shows at once that the format is another; with an empty
/// sample a reader is always made.
pub type Open = fn(&Setting, &[Vec<u8>]) -> Option<Box<dyn Reader>>;

/// One log format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name, as in `--log-format` and the manifest.
    pub name: &'static str,
    /// What it is, one line with the server's own field names.
    pub title: &'static str,
    /// What its time stamp marks.
    pub stamp: Stamp,
    /// Makes a reader.
    pub open: Open,
}

impl Format {
    const fn new(name: &'static str, title: &'static str, stamp: Stamp, open: Open) -> Self {
        Self { name, title, stamp, open }
    }
}

/// The format of that name.
pub fn named(name: &str) -> crate::error::Result<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        Error::new(Kind::Usage, format!("there is no format {name:?}"))
            .hint(format!("one of {}", names.join(", ")))
    })
}

/// Reads nothing: any line that is not blank is a reject.
struct Blank;

impl Reader for Blank {
    fn line<'a>(&self, _: &'a [u8], _: &mut Row<'a>, _: &mut Session) -> Result<Line, Reason> {
        Err("no format")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for format in FORMATS {
            assert_eq!(named(format.name).map(|found| found.title).ok(), Some(format.title));
        }
        assert!(named("combinde").is_err_and(|error| error.kind() == Kind::Usage));
    }
}
