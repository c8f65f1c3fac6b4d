<?php
/**
 * Plugin Name:       Posterior: hip and buttock pain check
 * Description:       A private self-check for hip and buttock pain, as a block and as the shortcode [posterior_checker]. Nothing leaves the visitor's device.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT OR Apache-2.0
 * Text Domain:       posterior-checker
 */

// Not to be opened by itself.
if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** What the tag may be told, and what it is told when nothing is said. */
const POSTERIOR_CHECKER_DEFAULTS = array(
	'lang'    => 'en',
	'region'  => '',
	'theme'   => 'auto',
	'loading' => 'lazy',
);

/**
 * The tag as HTML. Used by the shortcode and by the block; whatever an author writes into it is escaped.
 *
 * @param array|string $attributes What the author wrote; an empty text when it was nothing.
 * @return string
 */
function posterior_checker_render( $attributes ) {
	$attributes = shortcode_atts( POSTERIOR_CHECKER_DEFAULTS, (array) $attributes, 'posterior_checker' );
	posterior_checker_enqueue();
	$html = '<posterior-checker';
	foreach ( $attributes as $name => $value ) {
		if ( '' !== $value && is_scalar( $value ) ) {
			$html .= ' ' . $name . '="' . esc_attr( $value ) . '"';
		}
	}
	$fallback = __( 'The check needs JavaScript. If you cannot feel your seat, cannot pass urine, or cannot move a leg, call an ambulance now.', 'posterior-checker' );
	return $html . '><p>' . esc_html( $fallback ) . '</p></posterior-checker>';
}

/** The script, once, and only on pages that hold the check. Its files lie in the folder of this plugin. */
function posterior_checker_enqueue() {
	$url = plugins_url( 'files/posterior-checker.js', __FILE__ );
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'posterior-checker', $url, array(), null );
	} else {
		wp_enqueue_script( 'posterior-checker', $url, array(), null, true );
	}
}

/**
 * Before WordPress 6.5 a script is no module unless its tag is made one.
 *
 * @param string $tag    The tag.
 * @param string $handle Whose it is.
 * @return string
 */
function posterior_checker_as_module( $tag, $handle ) {
	if ( 'posterior-checker' !== $handle ) {
		return $tag;
	}
	$tag = preg_replace( '/\stype=(["\']).*?\1/', '', $tag );
	return str_replace( '<script ', '<script type="module" ', $tag );
}

function posterior_checker_register() {
	add_shortcode( 'posterior_checker', 'posterior_checker_render' );
	register_block_type( __DIR__, array( 'render_callback' => 'posterior_checker_render' ) );
}

add_action( 'init', 'posterior_checker_register' );
add_filter( 'script_loader_tag', 'posterior_checker_as_module', 10, 2 );
