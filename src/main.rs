//! The program: everything is in `afflux::cli`.

fn main() -> std::process::ExitCode {
    afflux::cli::run().into()
}
