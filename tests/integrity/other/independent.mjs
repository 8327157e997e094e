// Signs and verifies with the libraries of Digital Bazaar and with jose: tasks as JSON on standard input, results on output.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as jose from 'jose';
import jsonld from 'jsonld';
import {canonize} from 'rdf-canonize';
import {readFileSync} from 'node:fs';

const {contexts, tasks} = JSON.parse(readFileSync(0, 'utf8'));

const document = (url, content) => ({contextUrl: null, documentUrl: url, document: content});

async function documentLoader(url) {
  if(contexts[url]) {
    return {...document(url, contexts[url]), tag: 'static'};
  }
  if(url.startsWith('did:key:')) {
    const [did, fragment] = url.split('#');
    const publicKeyMultibase = did.slice('did:key:'.length);
    const method = {
      '@context': 'https://w3id.org/security/multikey/v1',
      id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase
    };
    return document(url, fragment ? method : {
      '@context': 'https://www.w3.org/ns/did/v1', id: did, verificationMethod: [method], assertionMethod: [method.id]
    });
  }
  throw new Error(`not at hand: ${url}`);
}

const suiteOf = (name, key) => name === 'Ed25519Signature2020' ?
  new Ed25519Signature2020(key ? {key} : {}) :
  new DataIntegrityProof({
    signer: key && key.signer(), cryptosuite: name.startsWith('ecdsa') ? ecdsaRdfc2019 : eddsaRdfc2022
  });

async function makeKey(suite, curve) {
  const key = suite === 'Ed25519Signature2020' ? await Ed25519VerificationKey2020.generate() :
    curve ? await EcdsaMultikey.generate({curve}) : await Ed25519Multikey.generate();
  const {publicKeyMultibase} = await key.export({publicKey: true});
  key.controller = `did:key:${publicKeyMultibase}`;
  key.id = `${key.controller}#${publicKeyMultibase}`;
  return key;
}

const work = {
  async verify({credential, suite, now}) {
    const options = {credential, suite: suiteOf(suite), documentLoader, now: new Date(now)};
    const {verified, error} = await vc.verifyCredential(options);
    return {verified, error: error && String(error.errors ? error.errors[0].message : error.message)};
  },
  async sign({credential, suite, curve, now}) {
    const key = await makeKey(suite, curve);
    credential.issuer.id = key.controller;
    return vc.issue({credential, suite: suiteOf(suite, key), documentLoader, now: new Date(now)});
  },
  async verifyToken({token, jwk, alg}) {
    await jose.compactVerify(token, await jose.importJWK(jwk, alg));
    return {verified: true};
  },
  async signToken({payload, alg}) {
    const {publicKey, privateKey} = await jose.generateKeyPair(alg, {extractable: true});
    const jwk = await jose.exportJWK(publicKey);
    const issuer = 'did:jwk:' + Buffer.from(JSON.stringify(jwk)).toString('base64url');
    payload.iss = payload.issuer.id = issuer;
    return new jose.SignJWT(payload).setProtectedHeader({alg, typ: 'JWT', kid: issuer + '#0'}).sign(privateKey);
  },
  async canonicalise({document}) {
    return jsonld.canonize(document, {
      algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader, safe: false, base: null
    });
  },
  async canonicaliseQuads({quads}) {
    const format = 'application/n-quads';
    return canonize(quads, {algorithm: 'RDFC-1.0', inputFormat: format, format, maxWorkFactor: Infinity});
  }
};

const results = [];
for(const task of tasks) {
  try {
    results.push(await work[task.do](task));
  } catch(error) {
    results.push({verified: false, error: String(error)});
  }
}
console.log(JSON.stringify(results));
