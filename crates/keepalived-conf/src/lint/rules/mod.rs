//! The rules, one file each, and the list of them.
//!
//! A new rule is a file with a `RULE` and a line in [`ALL`]; a test sees to it that none is forgotten.

mod address_option_conflict;
mod advert_interval_unusable;
mod auth_pass_too_long;
mod authentication_header_conflict;
mod authentication_in_version_3;
mod authentication_without_password;
mod beyond_limits;
mod byte_order_mark;
mod check_moves_nothing;
mod check_of_own_address;
mod check_stops_keepalived;
mod command_quotes;
mod command_without_path;
mod config_test_ends_itself;
mod confusable_character;
mod definition_cut;
mod deprecated_keyword;
mod deprecated_option;
mod dump_file_ignored;
mod duplicate_address;
mod duplicate_name;
mod duplicate_real_server;
mod duplicate_tracker;
mod duplicate_vrid;
mod dynamic_interfaces;
mod dynamic_weight_with_timeout;
mod early_hmac;
mod empty_condition;
mod empty_list;
mod escaped_comment_sign;
mod every_port_without_persistence;
mod extra_words;
mod fifo_before_script_user;
mod first_address_not_link_local;
mod group_member_twice;
mod ignored_value;
mod impossible_host;
mod include_failed;
mod include_loop;
mod interface_in_two_garp_groups;
mod invalid_sequence;
mod keyword_too_new;
mod killall_check;
mod line_too_long;
mod mail_without_server;
mod malformed_value;
mod many_addresses;
mod master_without_priority;
mod misplaced_directive;
mod missing_block;
mod missing_close_brace;
mod missing_interface;
mod missing_statement;
mod missing_vrid;
mod missing_word;
mod mixed_address_families;
mod no_virtual_address;
mod nopreempt_as_master;
mod nopreempt_with_weight;
mod not_a_number;
mod not_an_address;
mod nothing_configured;
mod notify_without_order;
mod nul_byte;
mod number_out_of_range;
mod own_interface_tracked;
mod own_interface_untracked;
mod owner_priority;
mod password_in_clear;
mod peer_addresses_differ;
mod peer_authentication_differs;
mod peer_both_master;
mod peer_cast_differs;
mod peer_down_timer_differs;
mod peer_equal_priority;
mod peer_instance_missing;
mod peer_interval_differs;
mod peer_is_self;
mod peer_nopreempt_differs;
mod peer_points_elsewhere;
mod peer_version_differs;
mod peer_vrid_differs;
mod preempt_delay_without_effect;
mod prefix_length_too_large;
mod priority_out_of_range;
mod protocol_with_mark;
mod quorum_out_of_reach;
mod real_server_port_differs;
mod repeated_directory;
mod repeated_keyword;
mod route_not_tracked;
mod route_without_destination;
mod rule_incomplete;
mod sample_password;
mod sample_router_id;
mod sample_vrid;
mod script_security_off;
mod self_expanding;
mod server_family_differs;
mod server_option_conflict;
mod server_without_method;
mod server_without_protocol;
mod server_without_real_servers;
mod server_without_scheduler;
mod shared_temporary_path;
mod shell_syntax_in_command;
mod short_advert_interval;
mod slow_announcements;
mod slow_check;
mod slow_priority;
mod state_conflict;
mod strict_mode_conflict;
mod strict_mode_silences_vip;
mod sync_group_too_small;
mod timeout_beyond_interval;
pub(super) mod too_many_findings;
mod track_file_default_weight;
mod track_file_fail_open;
mod trailing_backslash;
mod undefined_name;
mod undefined_reference;
mod unexpected_block;
mod unexpected_close_brace;
mod unexpected_open_brace;
mod unexpected_word;
mod unicast_ttl_without_peers;
mod unicast_without_peers;
mod unicast_without_source;
mod unknown_allowed_rule;
mod unknown_group_member;
mod unknown_keyword;
mod unknown_state;
mod unknown_value;
mod unset_variable;
mod unterminated_quote;
mod unused_tracker;
mod value_too_long;
mod version_conflict;
mod virtual_address_of_a_node;
mod vrid_out_of_range;
mod weight_in_sync_group;
mod words_before_block;
mod wrong_address_family;

use super::rule::Rule;

/// Every rule, in order of their ids.
pub(super) static ALL: &[&Rule] = &[
    &address_option_conflict::RULE,
    &advert_interval_unusable::RULE,
    &auth_pass_too_long::RULE,
    &authentication_header_conflict::RULE,
    &authentication_in_version_3::RULE,
    &authentication_without_password::RULE,
    &beyond_limits::RULE,
    &byte_order_mark::RULE,
    &check_moves_nothing::RULE,
    &check_of_own_address::RULE,
    &check_stops_keepalived::RULE,
    &command_quotes::RULE,
    &command_without_path::RULE,
    &config_test_ends_itself::RULE,
    &confusable_character::RULE,
    &definition_cut::RULE,
    &deprecated_keyword::RULE,
    &deprecated_option::RULE,
    &dump_file_ignored::RULE,
    &duplicate_address::RULE,
    &duplicate_name::RULE,
    &duplicate_real_server::RULE,
    &duplicate_tracker::RULE,
    &duplicate_vrid::RULE,
    &dynamic_interfaces::RULE,
    &dynamic_weight_with_timeout::RULE,
    &early_hmac::RULE,
    &empty_condition::RULE,
    &empty_list::RULE,
    &escaped_comment_sign::RULE,
    &every_port_without_persistence::RULE,
    &extra_words::RULE,
    &fifo_before_script_user::RULE,
    &first_address_not_link_local::RULE,
    &group_member_twice::RULE,
    &ignored_value::RULE,
    &impossible_host::RULE,
    &include_failed::RULE,
    &include_loop::RULE,
    &interface_in_two_garp_groups::RULE,
    &invalid_sequence::RULE,
    &keyword_too_new::RULE,
    &killall_check::RULE,
    &line_too_long::RULE,
    &mail_without_server::RULE,
    &malformed_value::RULE,
    &many_addresses::RULE,
    &master_without_priority::RULE,
    &misplaced_directive::RULE,
    &missing_block::RULE,
    &missing_close_brace::RULE,
    &missing_interface::RULE,
    &missing_statement::RULE,
    &missing_vrid::RULE,
    &missing_word::RULE,
    &mixed_address_families::RULE,
    &no_virtual_address::RULE,
    &nopreempt_as_master::RULE,
    &nopreempt_with_weight::RULE,
    &not_a_number::RULE,
    &not_an_address::RULE,
    &nothing_configured::RULE,
    &notify_without_order::RULE,
    &nul_byte::RULE,
    &number_out_of_range::RULE,
    &own_interface_tracked::RULE,
    &own_interface_untracked::RULE,
    &owner_priority::RULE,
    &password_in_clear::RULE,
    &peer_addresses_differ::RULE,
    &peer_authentication_differs::RULE,
    &peer_both_master::RULE,
    &peer_cast_differs::RULE,
    &peer_down_timer_differs::RULE,
    &peer_equal_priority::RULE,
    &peer_instance_missing::RULE,
    &peer_interval_differs::RULE,
    &peer_is_self::RULE,
    &peer_nopreempt_differs::RULE,
    &peer_points_elsewhere::RULE,
    &peer_version_differs::RULE,
    &peer_vrid_differs::RULE,
    &preempt_delay_without_effect::RULE,
    &prefix_length_too_large::RULE,
    &priority_out_of_range::RULE,
    &protocol_with_mark::RULE,
    &quorum_out_of_reach::RULE,
    &real_server_port_differs::RULE,
    &repeated_directory::RULE,
    &repeated_keyword::RULE,
    &route_not_tracked::RULE,
    &route_without_destination::RULE,
    &rule_incomplete::RULE,
    &sample_password::RULE,
    &sample_router_id::RULE,
    &sample_vrid::RULE,
    &script_security_off::RULE,
    &self_expanding::RULE,
    &server_family_differs::RULE,
    &server_option_conflict::RULE,
    &server_without_method::RULE,
    &server_without_protocol::RULE,
    &server_without_real_servers::RULE,
    &server_without_scheduler::RULE,
    &shared_temporary_path::RULE,
    &shell_syntax_in_command::RULE,
    &short_advert_interval::RULE,
    &slow_announcements::RULE,
    &slow_check::RULE,
    &slow_priority::RULE,
    &state_conflict::RULE,
    &strict_mode_conflict::RULE,
    &strict_mode_silences_vip::RULE,
    &sync_group_too_small::RULE,
    &timeout_beyond_interval::RULE,
    &too_many_findings::RULE,
    &track_file_default_weight::RULE,
    &track_file_fail_open::RULE,
    &trailing_backslash::RULE,
    &undefined_name::RULE,
    &undefined_reference::RULE,
    &unexpected_block::RULE,
    &unexpected_close_brace::RULE,
    &unexpected_open_brace::RULE,
    &unexpected_word::RULE,
    &unicast_ttl_without_peers::RULE,
    &unicast_without_peers::RULE,
    &unicast_without_source::RULE,
    &unknown_allowed_rule::RULE,
    &unknown_group_member::RULE,
    &unknown_keyword::RULE,
    &unknown_state::RULE,
    &unknown_value::RULE,
    &unset_variable::RULE,
    &unterminated_quote::RULE,
    &unused_tracker::RULE,
    &value_too_long::RULE,
    &version_conflict::RULE,
    &virtual_address_of_a_node::RULE,
    &vrid_out_of_range::RULE,
    &weight_in_sync_group::RULE,
    &words_before_block::RULE,
    &wrong_address_family::RULE,
];
