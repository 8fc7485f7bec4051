// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

// DEVELOPMENT KEYS, made from public beacons: whoever likes can forge proofs for them.
// Generated from circuits/keys by `npx hardhat circuits setup`; `npx hardhat circuits verify` compares.

/// @title The verifying keys of the circuits: mint 0, split 1, merge 2, refine 3, claim 4
/// @notice What of the keys a pairing needs negated is written negated. Words are in the precompiles' order.
library Keys {
    uint256 internal constant CIRCUITS = 5;
    uint256 internal constant MAX_SIGNALS = 10;

    // What all circuits share, because it comes from their powers of tau: α, −β, −γ.
    bytes internal constant ALPHA =
        hex"258d2258fe95f6b0b9759c072a4d5a485368d3b4ef76ac87d02a8e393c4e424e"
        hex"06146eb8e4c856f5f59af9eb2d9a7fdfe6c1dcd5e750fe607378cd4d20d31101";
    bytes internal constant MINUS_BETA =
        hex"0b8c8ddb8baf25c9157da90e632422803aec21f011e9e1f6763dc05a1f95fe18"
        hex"2b1c823c19c24489869d1ccb80ff3753eeed6d5c7d9b4a6bfeaf6b10824ac433"
        hex"014bf6a8bef719de281baa2c2ffd861e44f2e186ce5732fa0f0aa2cb1bd1b48e"
        hex"0a0f015b1231011f45d23dced59cbbacbe2dc124e423b2fc06c63ab1f7b44495";
    bytes internal constant MINUS_GAMMA =
        hex"198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
        hex"1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
        hex"275dc4a288d1afb3cbb1ac09187524c7db36395df7be3b99e673b13a075a65ec"
        hex"1d9befcd05a5323e6da4d435f3b617cdb3af83285c2df711ef39c01571827f9d";

    /// @notice The number of public signals of a circuit, 0 if there is no such circuit.
    function signalCount(uint256 circuit) internal pure returns (uint256) {
        return (0x03070a0906 >> (circuit << 3)) & 0xff;
    }

    /// @notice What a circuit has for itself: a point for the constant one, one for each public signal, −δ.
    function circuitKey(uint256 circuit) internal pure returns (bytes memory) {
        // mint
        if (circuit == 0)
            return
                hex"2c911fe19ec5348620718b86ffd4f75856e5e46f70c71145f6c7caab4f9f4cc9"
                hex"0642505bcd31a3e7b62225a3ca92f73ed2f2d72474082b9ce017608d07867cb2"
                hex"174ac24e76b5743433fdefa48c26d15fc312e39c83b965621f1c3d5b374b1b95"
                hex"09bb9cf8deb321c84065eebec53215fa8ee6b746e0185a3572d3e443cacc3247"
                hex"285644b387cfc48fc71bc9ef8cb7ad5ce3ec8908a8db87ab5ead311867724087"
                hex"1268026157e11ac1be8ce3ce6f5a5581567694c3fd3c0d4affb69d409eda5321"
                hex"2f22e466e3328c3ae5593cf200c5e2e8864b9f3069adcdb00790e422c4623669"
                hex"0baf87d340ee4ca537cf2cde57d4da75368483c466167e59102f59e7af81246e"
                hex"2accab0972f90e79de94853bc5685defcacaf0e1fa0ec51d3e5cc5c2cf6b363f"
                hex"1c59d1039a68a749b050d6858e11adc41a4969df2e6842dcf5b0a1403bfb5fde"
                hex"03ebfbf74d35e036ca4c7621b370519b08c333f0de38f4179e34f467a1f05f20"
                hex"0e4d845f99a384143062427c652966773ceee42c4a5b1a5cca0ff4b13bf0c9eb"
                hex"0fc8e5629eff46952e82189ff2600b9c8472831673019404784905a66cdb6cfd"
                hex"2fe426b32cb54fb7d99774962303a812a7386f06baddeea6ea2e8e983dda675e"
                hex"0f2e172839f5abef34ed9bb72e422a8dab95a0267e69b4c2546f340ed61d0733"
                hex"22814c69f997096c2cf36c98820142f35589be11acd484e9b24198cfff5f2d73"
                hex"007bedf69a8e40ec2beb161530b9260602a8431b86225a1e434faee7dfde4394"
                hex"129d2fd537086ea53bef263246fd3c53e58100165368f1509e9fd53d2b2e74fe";
        // split
        if (circuit == 1)
            return
                hex"007804b93cd0b9310dc4bcd792e37ba80d120962ec4b9f05b675ab0032eaf1bd"
                hex"109f0327dc434c9056335aa7fb24cc62368bdc2831d0fd8471512d7f13589478"
                hex"236c6cee724e39d733f0aa91adf089629e13cab2a40557f90d64687a31682e41"
                hex"162f657e4ede356aa34eb4bf732637c28d0456810a8fd4168e1b703003bedf06"
                hex"2557c5143f7f237ef399589c39859de42d54a2873e1aab096f4a4ba5aa59533c"
                hex"23f33050fd21473fb6b527bd7cd86fea2a847d3f5e74d76e302717a234ba3f06"
                hex"0a89449491c0949b012044409d301ddd5341270de27200dc9fdb81ef7af11aaa"
                hex"12499e41b17c97e8af071ad20f3b1c0a9101886b695c1812d58ec35ee5196e53"
                hex"1ab382ac30445d86b41d1c731e664a4ee515022e1cd309e82ee116e20256b199"
                hex"1ad8e1823f8165b6f443280edba006e63c027b5621b06b8ab71e51b7cdf6a3d1"
                hex"2e9f92d305b40c579f9d49ccf16a588baaf2f879e2faf36c41a15a916f229176"
                hex"1875847dbaeea50ac073ea1d4f503ecd6b7ba2abb0458f0c4c62a3bcc6245149"
                hex"2b567613445419dace41aab5482cc99478892c769bda881ca2e7924f71817fbc"
                hex"0adeff70369bc5aeef4aa8284ef9b950e80adbd5611d894e30759cfe5fadc4eb"
                hex"2a99e8b1d326ef79df8ae6681b9b2cffce412e08bf93e3c57b40db221ee990d1"
                hex"07d74143f9021484c230915fc48d94e9bf115c5b2ecb50dfe7870b1dfc0abdd2"
                hex"196288803240796aa429b6d6e2f7354279af74bcebadf4eedec27019c68ff3e6"
                hex"05511322fdcb447cba6a3c3a96c70910723c1c9239f6d1f1c27fb431701454c9"
                hex"0c228cff0bacd00ca0177885f29e941c74fc85fe7b12d846fb77cb145135bad1"
                hex"0544ebfb44f13a0d3898b6949645208d5a3a091eac5e3f254985f857e80034c4"
                hex"1069a3cf9c6f39f8daa0c51a96d8c32a97a9911714bade5ad24fffc44e2ab465"
                hex"06928e2617209f93db0edc467c5eef3dff6338dfc4eeee4b2d5061a0ed94f492"
                hex"13394f50d1303c831a8b7892e4e663178033509cb9e21e758fd695a01d156d29"
                hex"2ce474e1b4c4a8459630f8bd20f0c2bdeec260a1b7904cc330dc12c4c578f7ac";
        // merge
        if (circuit == 2)
            return
                hex"2c9ddec64b08af7053dcf46f86059a55e817648486b6dbc87495f4716c885610"
                hex"25cc8f77c06ebb5806809ff5fd6a09f2a35fbd76e99f5afda2e8c663b2d873ce"
                hex"186c2da6d42ea3900fefee23a13f69a0e78264cc33f5e87f7c05f6c68e96b0a5"
                hex"2a6d3d3191b17e1949b11c0cfcb6a3ca5506b44f62ab3b529bacce6bd123188b"
                hex"28ebdc604c5d35a597e6947cbaf480876ad185d6142da9314efb51b592bdebfb"
                hex"27fe3d0ee4a14daa572a7faed869747cc19a8cdc9903d04935781bcc14b2cbe3"
                hex"29270ac95326185193e14383a4b7def25336c14f20de5b270d0d92378a5d73f1"
                hex"0a50d02d5f05220033f82f892272b3e2a9eb074c3de5714c2e207d242616201b"
                hex"17eb219427729b4d5f71c0b0d861a843388a52497115f7ede92dfe8ec1285219"
                hex"0c098ded4f8932c60f7c8d49619b6bc1dad2d5cf8e797f95346709850d638865"
                hex"18e42be18dc45624c88ebc749dfea46c9e0f74fbcc15d55b59de153afdd4e751"
                hex"04da5c32719292c5f789a2f567ae9f78cceb632b6161b362a145949e762d36b7"
                hex"2f5faa73658ad146484f0f7a647c524b2c59b3eab87bc6b14ac4ad0fa311c035"
                hex"227f8d215ea9d64deec62e6c13a2800ed8c29bb7f27958e2a50d989c5f5d4940"
                hex"301cb85920a5b8aad4faefdd78123b2ba8e4718af66627074d139dfb39ac1cb8"
                hex"273bfd6e93751f3acfae6ba91c34c5122f3f78f8499639290e446618b12e85ac"
                hex"0b6b841a1f0f95bdaa08be713d427e52d8ff9e9bde08136b5c17242ed697a2b4"
                hex"1f8ab5c0a24fc3125933a31fb2d14f08690b39b296458402bfd8892fe9663f73"
                hex"0fbef399e2d6c45e135fb6120285dd24df9db2a4f1f0b10412844e446b77a03a"
                hex"096fecc285ddb98210d8e86ff3647afe5d2621f724a6840fcd3020d5b963731f"
                hex"001c85fe6bfcf05824a732856ce767061f7c1e41a52401c162f1463245d7bdd3"
                hex"16c19334705041807af1134adf9c5ee1e105ce544c6480f27754ed35ad495212"
                hex"10e2408675e4761fc9ab9af3ec59925b95b4f74d8bde94d138aebdf3d177f42c"
                hex"1ca2d475625d04a71e66bdf13009212fd30ea85f51f75062d13220dfdd7ad226"
                hex"0ddc8217924b3d4f13774cffefac3923fb28dcfc114710d263a64397a9365c28"
                hex"1c3357a7c4721d13253852b7f54da70f80b21d6c11a7db9492b5839d417ccb78";
        // refine
        if (circuit == 3)
            return
                hex"0dc627ef210ce42fb4fc4296189f90ac18a629677523027b6e1befc34e5d1efb"
                hex"2998796a86df64d003fcc98587e6bc544b5e18ec91c1cf2dce0a81260f17f307"
                hex"16816f158e4bd1f87c4f501fd2702fb2c2698936f956e72039bdf369183cb2d9"
                hex"16d4bba47171c75d997c5fad11d82c51cd03804158795137741ff079ce3c94ac"
                hex"15da7eaa5fa295f00f17d354fe2e2806d61c06b235b3a7443bd94dac03b1fdf8"
                hex"0d73ef12fcc609bbbf465ec6cac2d9d6d05c74f67a46578d4d80c77b20b0d2cc"
                hex"2552ba65d5e3e26c8cdad5723281d01af861129d8921ce5c83406d38b8b987eb"
                hex"1bfa53f2535e7f1cf6217fcf65dd2ab15eccdeb5b09cbdffd6f4e1745d151106"
                hex"1159ce59567aadb4a14883b27908b59a6bbcffe14546aa496c984d84517bad27"
                hex"08c02bf3fc95b42762a4940900874898a4a07b60dd6c56f1325a76128f6fd5a6"
                hex"14e8f3bb2ba56d43ae436f31a4755f7023a0dcc0eafc17aa6f02994521abdd27"
                hex"279a4fddbbe70365ccd6785003b19c8e917345ccd24582c0557a94151f095559"
                hex"300d3a0d176431d362bbb1d846b3817d50bda7ad563f62ad22971f7bd396692a"
                hex"04f21a052de9d7b55f868eca36ab98e1a42e3da0b56fbff33707f29a9a8d424d"
                hex"033d1379d1f4f9b5d02ee090e2e12838bc6bc9dd71682b4116ade8d62a3891f2"
                hex"06cda8c0cf76559a78091d0d82f33a666616548650037b5bbba4aafd62803a67"
                hex"2f1620eac50537f9783cf5c35d8416876ac5829df5c41c2ce1710bde23bd1b18"
                hex"1dc96accbefe4ccc58b945bba087126c882010399633bdbc9219d8ac17ed9bcc"
                hex"18d18e10d2cb73995dccfa377c731f16bb44e51ca3040c7c693d551f9c9a1dc6"
                hex"06ed18ec3a263c5541d3fc0f85f4bf0145a623eaeadb5d169feb846cb78213cf";
        // claim
        if (circuit == 4)
            return
                hex"09c1f04068a874418147464df965ffef3b5da3bb39ff6b4027b3920f62d0ea93"
                hex"2818dd0d92d5dda296e65e76e0bb7a2603ff1ad8e69637c21597260d9d09f3d2"
                hex"0f05d992b7045de829b117825cb36c70689f2c71a1bc9eaec3a7c68a3c5c4867"
                hex"1d5e009ff11be942229f9a0aa8321261abe57ae7188eda569022628ce04bda9a"
                hex"241d14ac150d62a286889bff76d3c1991e87b57491bd9a7a60edc2cda5852281"
                hex"0495a48598a91f02ccc0ed2a9fae6b6160ff759a45ebf029155be3c859a5343e"
                hex"2b869cd41907117d4791e946cc2fcbff8afb2610e47c96727200a5851246f04d"
                hex"029b7700452da33db3e8278f1d4e85a6b393fd0e19e66c3a7221c375bb67a968"
                hex"300aa3ba9bc4ca4d082c1fe6166c490e9087e8c4cae6bb6997a6e163d8ee3862"
                hex"2e700d7763997d5861457acfd4ff1849984af2f7dab1d5b2df3bd4e706cdfdc1"
                hex"1dd32da8e04bb7625b88e9ce6a1860ce78b5c18c1648b41fa60bc6efb7ff0515"
                hex"0a5542fce0685e96d57882e4aaf8314b43b542624fe9abd2b9c0303b07c13c5c";
        return "";
    }
}
